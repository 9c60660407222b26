import type { NextFunction, Request, Response } from 'express';
import { HttpError } from './httpError';
import type { RequestLocals } from './respond';

/** The token of the demo. It opens nothing but this server. */
export const PLAYGROUND_TOKEN = 'playground-token';

/** Lets in who brings a known token, in either of GitHub's two spellings. */
export function createAuthentication(tokens: readonly string[]) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const header = req.get('authorization');
    if (!header) throw new HttpError(401, 'Requires authentication');
    const [, token] = /^(?:token|bearer)\s+(\S+)$/i.exec(header) ?? [];
    if (!token || !tokens.includes(token))
      throw new HttpError(401, 'Bad credentials');
    (res.locals as RequestLocals).token = token;
    next();
  };
}
