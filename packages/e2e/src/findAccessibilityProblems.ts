import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** The serious and critical findings of axe in a part of a page: which rule, and where. */
export async function findAccessibilityProblems(
  page: Page,
  selector = 'main',
): Promise<{ id: string; targets: unknown[] }[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(selector)
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, targets: nodes.map(node => node.target) }));
}
