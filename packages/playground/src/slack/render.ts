import type { SlackChannel } from './channels';

const TEAM = 'T0ACME0001';
const CREATOR = 'U0ONCALL01';

export function renderChannel(channel: SlackChannel) {
  const { id, name, isPrivate, openedAt, archivedAt } = channel;
  return {
    id,
    name,
    name_normalized: name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: isPrivate,
    created: openedAt,
    is_archived: archivedAt !== undefined,
    is_general: name === 'general',
    unlinked: 0,
    is_shared: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: TEAM,
    // Setting a topic, and archiving, are changes of its settings.
    updated: (archivedAt ?? openedAt + 1) * 1_000 + 250,
    creator: CREATOR,
    is_ext_shared: false,
    shared_team_ids: [TEAM],
    pending_connected_team_ids: [],
    is_member: false,
    topic: {
      value: `What happens in ${name}`,
      creator: CREATOR,
      last_set: openedAt + 1,
    },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
    num_members: 7,
  };
}
