import type { JsonObject } from '@backstage/types';
import { sendJson, type Answer } from './startSlackServer';

export interface FakeChannel {
  readonly id: string;
  name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  changedAt: string;
  isArchived: boolean;
  isPrivate: boolean;
  previousNames: string[];
}

/** A workspace whose channels a test makes, renames and archives. */
export class FakeWorkspace {
  readonly channels: FakeChannel[] = [];
  pageSize = 999;

  open(id: string, name: string, createdAt: string): FakeChannel {
    const channel: FakeChannel = {
      id,
      name,
      createdAt,
      changedAt: createdAt,
      isArchived: false,
      isPrivate: false,
      previousNames: [],
    };
    this.channels.push(channel);
    return channel;
  }

  archive(id: string, changedAt: string): void {
    Object.assign(this.#find(id), { isArchived: true, changedAt });
  }

  unarchive(id: string, changedAt: string): void {
    Object.assign(this.#find(id), { isArchived: false, changedAt });
  }

  rename(id: string, name: string, changedAt: string): void {
    const channel = this.#find(id);
    channel.previousNames.push(channel.name);
    Object.assign(channel, { name, changedAt });
  }

  answer: Answer = ({ body }, response) => {
    const listed = this.channels.filter(
      ({ isPrivate }) => !isPrivate || body.types.includes('private_channel'),
    );
    const start = Number(body.cursor ?? 0);
    const end = start + this.pageSize;
    sendJson(response, {
      ok: true,
      channels: listed.slice(start, end).map(render),
      response_metadata: {
        next_cursor: end < listed.length ? String(end) : '',
      },
    });
  };

  #find(id: string): FakeChannel {
    return this.channels.find(channel => channel.id === id)!;
  }
}

function render(channel: FakeChannel): JsonObject {
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    created: Math.floor(Date.parse(channel.createdAt) / 1_000),
    creator: 'UPERSON',
    is_archived: channel.isArchived,
    is_private: channel.isPrivate,
    updated: Date.parse(channel.changedAt),
    topic: { value: 'Secret topic', creator: 'UPERSON', last_set: 0 },
    purpose: { value: 'Secret purpose', creator: 'UPERSON', last_set: 0 },
    previous_names: channel.previousNames,
    num_members: 4,
  };
}
