import { randomUUID } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { PLAYGROUND_TOKEN } from '../server/authentication';
import { GraphError } from './GraphError';
import { PLAYGROUND_TEAMS } from './tenant';

const LIFETIME_SECONDS = 3_599;

/** Gives access tokens for client credentials as Microsoft Entra does, and knows those that it gave. */
export function createAccessTokens() {
  const endings = new Map<string, number>();

  function give(req: Request, res: Response): void {
    const { client_id: clientId, client_secret: secret } = req.body;
    const { scope, grant_type: grantType } = req.body;
    if (req.params.tenant !== PLAYGROUND_TEAMS.tenantId)
      refuse(res, 400, 'invalid_request');
    else if (grantType !== 'client_credentials')
      refuse(res, 400, 'unsupported_grant_type');
    else if (clientId !== PLAYGROUND_TEAMS.clientId)
      refuse(res, 400, 'unauthorized_client');
    else if (secret !== PLAYGROUND_TOKEN) refuse(res, 401, 'invalid_client');
    else if (!/\/teams\/graph\/\.default$/.test(scope))
      refuse(res, 400, 'invalid_resource');
    else {
      const token = randomUUID();
      endings.set(token, performance.now() + LIFETIME_SECONDS * 1_000);
      res.json({
        token_type: 'Bearer',
        expires_in: LIFETIME_SECONDS,
        ext_expires_in: LIFETIME_SECONDS,
        access_token: token,
      });
    }
  }

  return {
    addRoutes(router: Router): void {
      const readForm = express.urlencoded({ extended: false });
      router.post('/login/:tenant/oauth2/v2.0/token', readForm, give);
    },
    check(req: Request): void {
      const token = req.get('authorization')?.replace(/^Bearer /, '') ?? '';
      const endsAt = endings.get(token);
      if (endsAt === undefined || endsAt < performance.now())
        throw new GraphError(
          401,
          'InvalidAuthenticationToken',
          'Access token is empty, unknown or expired.',
        );
    },
  };
}

function refuse(res: Response, status: number, error: string): void {
  res.status(status).json({
    error,
    error_description: 'AADSTS00000: See the code.',
    error_codes: [0],
    timestamp: '2026-01-01 00:00:00Z',
    trace_id: 'playground',
    correlation_id: 'playground',
  });
}
