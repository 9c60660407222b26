import type { SarifResult, SarifRule } from './sarifSchema';

/** The words of a result: its own, or those of its rule with its arguments put in. */
export function messageOf(
  { message }: SarifResult,
  rule: SarifRule | undefined,
): string {
  const template =
    message.text ?? rule?.messageStrings?.[message.id ?? '']?.text ?? '';
  return template.replace(
    /\{(\d+)\}/g,
    (placeholder, place) => message.arguments?.[Number(place)] ?? placeholder,
  );
}
