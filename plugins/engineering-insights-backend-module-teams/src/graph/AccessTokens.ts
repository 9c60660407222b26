import { SourceFailureError } from '@sei-platform/plugin-engineering-insights-node';
import type { TeamsSource } from '../readTeamsSources';
import { unlessAborted } from '../unlessAborted';
import { parseJsonObject } from './parseJsonObject';
import { sendRequest } from './sendRequest';
import { toTokenError } from './toTokenError';

const REQUEST_TIMEOUT_MILLISECONDS = 30_000;
/** A token that ends while it is under way is of no use. */
const MARGIN_SECONDS = 60;

export interface AccessToken {
  readonly value: string;
  /** Of the clock that never goes back, in milliseconds. */
  readonly endsAt: number;
}

/** The access tokens of one app, by its client credentials: each is used until it ends, and all wait for the same one. */
export class AccessTokens {
  readonly #source: TeamsSource;
  readonly #timeoutMilliseconds: number;
  #current: AccessToken | undefined;
  #coming: Promise<AccessToken> | undefined;

  static create(
    source: TeamsSource,
    options: { timeoutMilliseconds?: number } = {},
  ): AccessTokens {
    return new AccessTokens(
      source,
      options.timeoutMilliseconds ?? REQUEST_TIMEOUT_MILLISECONDS,
    );
  }

  private constructor(source: TeamsSource, timeoutMilliseconds: number) {
    this.#source = source;
    this.#timeoutMilliseconds = timeoutMilliseconds;
  }

  async get(options: {
    /** One that was refused. */
    refused?: AccessToken;
    signal: AbortSignal;
  }): Promise<AccessToken> {
    const { refused, signal } = options;
    if (refused && this.#current === refused) this.#current = undefined;
    if (this.#current && performance.now() < this.#current.endsAt)
      return this.#current;
    this.#coming ??= this.#ask().finally(() => {
      this.#coming = undefined;
    });
    return unlessAborted(this.#coming, signal);
  }

  async #ask(): Promise<AccessToken> {
    const { authority, tenantId, clientId, clientSecret, graphBaseUrl } =
      this.#source;
    const url = `${authority}/${tenantId}/oauth2/v2.0/token`;
    const request = `POST ${new URL(url).pathname} at ${
      new URL(authority).host
    }`;
    const askedAt = performance.now();
    const answer = await sendRequest({
      url,
      init: {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: clientSecret,
          scope: `${graphBaseUrl}/.default`,
        }),
      },
      request,
      timeoutMilliseconds: this.#timeoutMilliseconds,
    });
    if (answer.status !== 200) throw toTokenError({ ...answer, request });
    const told = parseJsonObject(answer.text) ?? {};
    const { access_token: value, expires_in: seconds } = told;
    if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
      throw new SourceFailureError(
        `Microsoft Entra's answer to ${request} has no access token.`,
      );
    }
    const usable = Math.max(0, (Number(seconds) || 0) - MARGIN_SECONDS);
    this.#current = { value, endsAt: askedAt + usable * 1_000 };
    return this.#current;
  }
}
