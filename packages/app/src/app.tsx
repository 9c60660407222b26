import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';

/** The demo portal. Plugins are found through `app.packages: all`. */
export const app = createApp({ features: [navModule, signInModule] });
