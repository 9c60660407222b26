import type { SarifResult, SarifRule, SarifRun } from './sarifSchema';

/** The rule of a result: by its place, else by its id, of which what follows a slash is a refinement. */
export function ruleOf(
  run: SarifRun,
  result: SarifResult,
): { id: string | undefined; rule?: SarifRule } {
  const { driver, extensions } = run.tool;
  const component =
    extensions?.[result.rule?.toolComponent?.index ?? -1] ?? driver;
  const place = result.rule?.index ?? result.ruleIndex ?? -1;
  const byPlace = component.rules?.[place];
  const id = result.ruleId ?? result.rule?.id ?? byPlace?.id;
  const rule = byPlace ?? (id && findRule(run, id));
  return { id, ...(rule && { rule }) };
}

function findRule({ tool }: SarifRun, id: string): SarifRule | undefined {
  const components = [tool.driver, ...(tool.extensions ?? [])];
  const find = (isMeant: (rule: SarifRule) => boolean) => {
    for (const { rules } of components) {
      const rule = rules?.find(isMeant);
      if (rule) return rule;
    }
    return undefined;
  };
  return (
    find(rule => rule.id === id) ?? find(rule => id.startsWith(`${rule.id}/`))
  );
}
