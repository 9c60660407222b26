export { asQuestion } from '../database/pools/asQuestion';
