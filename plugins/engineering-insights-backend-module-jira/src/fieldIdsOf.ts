/** Fields whose ids each site gives itself. */
export interface FieldIds {
  readonly sprint?: string;
  /** Where older projects keep the epic of an issue. */
  readonly epicLink?: string;
  /** The first of these that an issue has a value of counts. */
  readonly estimates: readonly string[];
}

/** A field as `/field` lists it. */
export interface JiraField {
  readonly id: string;
  readonly name?: string;
  readonly untranslatedName?: string;
  readonly schema?: { readonly custom?: string };
}

const SPRINT = 'com.pyxis.greenhopper.jira:gh-sprint';
const EPIC_LINK = 'com.pyxis.greenhopper.jira:gh-epic-link';
/** What Jira names the estimates of company-managed and of team-managed projects. */
const ESTIMATES = ['story points', 'story point estimate'];

/** Finds by type and name the fields that have no fixed id. */
export function fieldIdsOf(
  fields: readonly JiraField[],
  /** Name or id of the configured field, in place of the usual names. */
  estimateField?: string,
): FieldIds {
  const ofType = (custom: string) =>
    fields.find(field => field.schema?.custom === custom)?.id;
  const names = estimateField ? [estimateField.toLowerCase()] : ESTIMATES;
  const isNamed = (field: JiraField, name: string) =>
    [field.id, field.name, field.untranslatedName].some(
      each => each?.toLowerCase() === name,
    );
  return {
    sprint: ofType(SPRINT),
    epicLink: ofType(EPIC_LINK),
    estimates: names.flatMap(name =>
      fields.filter(field => isNamed(field, name)).map(({ id }) => id),
    ),
  };
}
