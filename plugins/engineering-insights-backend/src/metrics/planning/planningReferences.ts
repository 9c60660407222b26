/** Where others define what is measured of issues. */
export const kanbanReference = {
  title: 'The Kanban Guide: measures of flow',
  url: 'https://kanbanguides.org/english/',
} as const;

/** Where the kinds of work and the efficiency of their flow are explained. */
export const flowFrameworkReference = {
  title: 'Flow Framework: flow distribution and flow efficiency',
  url: 'https://flowframework.org/faq/',
} as const;

/** Where a sprint is defined. */
export const scrumReference = {
  title: 'The Scrum Guide',
  url: 'https://scrumguides.org/scrum-guide.html',
} as const;
