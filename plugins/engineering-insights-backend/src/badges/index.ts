export { badgeMessage } from './badgeMessage';
export { renderBadge } from './renderBadge';
export type { Badge } from './renderBadge';
