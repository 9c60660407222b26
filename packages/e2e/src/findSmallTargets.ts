import type { Locator } from 'playwright-core';

const MINIMUM_PX = 44;

/** The controls that a finger would miss: those shown with less than 44 px of width or height. Links in a text are as high as its lines. */
export function findSmallTargets(within: Locator): Promise<string[]> {
  return within.evaluate((root, minimum) => {
    const controls = root.querySelectorAll<HTMLElement>(
      'button, [role="button"], [role="menuitem"], [role="option"], input:not([type="hidden"]):not([aria-hidden])',
    );
    return [...controls].flatMap(control => {
      // The label around a switch or a field is what is tapped; marks of a chart are found by their neighbourhood.
      const target =
        control instanceof HTMLInputElement
          ? control.closest('label') ?? control
          : control;
      // A menu that opens grows, which these sizes do not follow.
      const { offsetWidth: width, offsetHeight: height } = target;
      const isShown = control.checkVisibility() && width > 0;
      return isShown &&
        !control.closest('svg') &&
        (width < minimum || height < minimum)
        ? [
            `${
              control.textContent || control.getAttribute('aria-label')
            }: ${width} × ${height}`,
          ]
        : [];
    });
  }, MINIMUM_PX);
}
