/** The page of tabs across services. */
export const insightsMessages = {
  title: 'Engineering Insights',
  sections: 'Sections of Engineering Insights',
  noSection: 'There is no such section of Engineering Insights.',
  entity: {
    component: 'Component',
    any: 'Component, system, domain or group',
    rollUp: 'Domain, system or group',
    help: 'Type a name',
    searching: 'Searching …',
    noneOfName: 'There is none of this name.',
    noneFound: 'The catalog shows you none of this name.',
    couldNotSearch:
      'The catalog could not be searched. Try again in a moment, or open the page from an entity.',
  },
  section: {
    overview: 'Overview',
    dataHealth: 'Data health',
    sources: 'Sources',
    doctor: 'Setup doctor',
    triage: 'Triage',
    policies: 'Policies',
  },
};
