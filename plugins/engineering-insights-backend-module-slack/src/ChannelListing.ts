import type { JsonObject } from '@backstage/types';
import {
  SourceFailureError,
  type IncidentChannelPattern,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { projectChannel, type Channel } from './channel';

/** The incident channels of one service, or those that name none. */
export interface ChannelFamily {
  readonly scope: ScopeRef;
  readonly channels: readonly Channel[];
  /** Those that had a name of this family once, with their name of now. */
  readonly left: readonly Channel[];
}

/** The incident channels of a workspace, as far as its pages were added; nothing of others stays. */
export class ChannelListing {
  readonly #pattern: IncidentChannelPattern;
  readonly #channels = new Map<string, Channel>();
  readonly #families = new Map<
    string,
    {
      scope: ScopeRef;
      channels: Map<string, Channel>;
      left: Map<string, Channel>;
    }
  >();
  #pageCount = 0;

  static create(pattern: IncidentChannelPattern): ChannelListing {
    return new ChannelListing(pattern);
  }

  private constructor(pattern: IncidentChannelPattern) {
    this.#pattern = pattern;
  }

  get pageCount(): number {
    return this.#pageCount;
  }

  get families(): readonly ChannelFamily[] {
    return [...this.#families.keys()].map(id => this.familyOf(id)!);
  }

  familyOf(externalId: string): ChannelFamily | undefined {
    const family = this.#families.get(externalId);
    return (
      family && {
        scope: family.scope,
        channels: [...family.channels.values()],
        left: [...family.left.values()],
      }
    );
  }

  /** An incident channel by its id. */
  channelOf(id: string): Channel | undefined {
    return this.#channels.get(id);
  }

  addPage(channels: readonly JsonObject[]): void {
    this.#pageCount += 1;
    for (const channel of channels) this.#add(channel);
  }

  #add(value: JsonObject): void {
    const { id, name, previous_names: previousNames } = value;
    if (typeof id !== 'string' || typeof name !== 'string') {
      throw new SourceFailureError(
        'Slack listed a channel that has no id or no name.',
      );
    }
    const channel = projectChannel(value);
    const known = this.#pattern(name);
    const family = known && this.#familyOf(known.family);
    if (family) {
      this.#channels.set(id, channel);
      family.channels.set(id, channel);
    }
    for (const previousName of Array.isArray(previousNames)
      ? previousNames
      : []) {
      const before = this.#pattern(String(previousName));
      const left = before && this.#familyOf(before.family);
      if (left && left !== family) left.left.set(id, channel);
    }
  }

  #familyOf(scope: ScopeRef) {
    const known = this.#families.get(scope.externalId);
    if (known) return known;
    const family = {
      scope,
      channels: new Map<string, Channel>(),
      left: new Map<string, Channel>(),
    };
    this.#families.set(scope.externalId, family);
    return family;
  }
}
