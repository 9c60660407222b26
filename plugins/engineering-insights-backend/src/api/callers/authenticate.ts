import type {
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type express from 'express';

const known = new WeakMap<express.Request, BackstageCredentials>();

/** Asks who calls, before a body is read or anything is counted. */
export function createAuthenticate(
  httpAuth: HttpAuthService,
): express.RequestHandler {
  return async (request, _response, next) => {
    known.set(
      request,
      await httpAuth.credentials(request, { allow: ['user', 'service'] }),
    );
    next();
  };
}

/** Of a request that was authenticated. */
export function credentialsOf(request: express.Request): BackstageCredentials {
  const credentials = known.get(request);
  if (!credentials) {
    throw new Error(`Nobody asked who calls ${request.path}.`);
  }
  return credentials;
}
