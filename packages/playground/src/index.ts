/** The demo's source systems, and the load generator. */
export { createCatalog } from './catalog';
export {
  parseOptions,
  PLAYGROUND_WEBHOOK_SECRET,
  type PlaygroundOptions,
} from './options';
export { createApp, type AppOptions } from './server/createApp';
export { PLAYGROUND_JENKINS_USER } from './jenkins/createJenkinsRouter';
export { PLAYGROUND_JIRA_EMAIL } from './jira/jiraRouter';
export { FAULTS } from './server/faults';
export { PLAYGROUND_TOKEN } from './server/authentication';
export { PLAYGROUND_TEAMS } from './teams/tenant';
export { startPlayground, type Playground } from './startPlayground';
export {
  createWorld,
  generateDay,
  type World,
  type WorldOptions,
} from './simulation/world';
