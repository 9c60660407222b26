import type { Request } from 'express';
import type { World } from '../simulation/world';
import type { JiraSite } from './render';

export interface JiraContext {
  readonly world: World;
}

export function jiraSiteOf(req: Request): JiraSite {
  return { baseUrl: `${req.protocol}://${req.get('host')}${req.baseUrl}` };
}
