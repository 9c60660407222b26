/** Pages of the demo portal, and what they show as soon as their content is there. */

/** Needs nothing of an entity, and nothing of the plugin. */
export const NEUTRAL = { path: '/settings', text: 'Appearance' };

/** An entity page without anything of the plugin. */
export const USER = {
  path: '/catalog/default/user/jonas.weber',
  texts: ['Include indirect ownership'],
};

/** The portal's own card beside the plugin's, which may still load. */
export const ABOUT = {
  path: '/catalog/default/component/payments',
  texts: ['About', 'No Tags'],
};

export const OVERVIEW = { ...ABOUT, isWhole: true };

export const DORA = {
  path: '/catalog/default/component/payments/dora',
  texts: ['(UTC):', 'Change lead time', 'What went wrong?'],
  isWhole: true,
};

export const TEAM = {
  path: '/catalog/default/group/payments/team-analytics',
  texts: ['owned, whoever did it.', 'Throughput', 'Where does the time go?'],
  isWhole: true,
};

export const TEAM_ALL_SECTIONS = {
  ...TEAM,
  path: `${TEAM.path}?sections=flow,planning,balance,quality`,
  texts: [...TEAM.texts, 'Is work piling up?', 'Do pipelines succeed?'],
};

export const METRIC = {
  path: '/engineering-insights/metrics/dora.change-lead-time/component/default/payments',
  texts: ['Change lead time', '(UTC)'],
  isWhole: true,
};
