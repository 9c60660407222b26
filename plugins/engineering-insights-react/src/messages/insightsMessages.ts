/** The page of tabs across services. */
export const insightsMessages = {
  title: 'Engineering Insights',
  sections: 'Sections of Engineering Insights',
  noSection: 'There is no such section of Engineering Insights.',
  section: {
    overview: 'Overview',
    dataHealth: 'Data health',
    sources: 'Sources',
    doctor: 'Setup doctor',
    triage: 'Triage',
    policies: 'Policies',
  },
};
