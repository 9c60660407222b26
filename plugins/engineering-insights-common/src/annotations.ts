/** The annotations of an entity that this plugin reads itself. */
export const ANNOTATION_CALENDAR = 'engineering-insights/calendar';
export const ANNOTATION_DEPLOYMENTS = 'engineering-insights/deployments';
export const ANNOTATION_PRODUCTION_ENVIRONMENTS = 'engineering-insights/production-environments';
export const ANNOTATION_HOTFIX_LABELS = 'engineering-insights/hotfix-labels';
export const ANNOTATION_INCIDENT_LABELS = 'engineering-insights/incident-labels';
export const ANNOTATION_INTAKE_SCOPE = 'engineering-insights/intake-scope';
export const ANNOTATION_PATHS = 'engineering-insights/paths';
export const ANNOTATION_POLICY = 'engineering-insights/policy';
export const ANNOTATION_IGNORE = 'engineering-insights/ignore';
/** Why the annotations set the policy that they set; kept with the version. */
export const ANNOTATION_POLICY_REASON = 'engineering-insights/policy-reason';
/** 'true': whoever knows the address may see the entity's numbers as badges, without signing in. */
export const ANNOTATION_BADGES = 'engineering-insights/badges';
