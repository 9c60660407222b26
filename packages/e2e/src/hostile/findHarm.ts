import type { Page } from 'playwright-core';

/** Elements that a hostile text became, and addresses that no page may have. */
export async function findHarm(
  page: Page,
  hosts: readonly string[],
): Promise<readonly string[]> {
  return page.evaluate(allowed => {
    const all = [...document.querySelectorAll('*')];
    const elements = all.filter(
      element =>
        element.hasAttribute('data-hostile') ||
        element.getAttributeNames().some(name => /^on/i.test(name)) ||
        ['iframe', 'object', 'embed', 'base', 'form[action]'].some(selector =>
          element.matches(selector),
        ),
    );
    const addresses = all.flatMap(element =>
      ['href', 'src', 'action', 'formaction', 'xlink:href', 'srcset'].flatMap(
        name => {
          const text = element.getAttribute(name);
          // As the browser reads it: also what is relative, or has tabs in its protocol.
          const address = text === null ? undefined : element.baseURI;
          if (text === null || address === undefined) return [];
          if (!URL.canParse(text, address)) return [`${name}=${text}`];
          const { protocol, host } = new URL(text, address);
          const isAllowed =
            ['http:', 'https:'].includes(protocol) && allowed.includes(host);
          return isAllowed ? [] : [`${name}=${text}`];
        },
      ),
    );
    const opened = all.filter(
      element =>
        element.matches('a[target]') &&
        !/\bnoopener\b/.test(element.getAttribute('rel') ?? ''),
    );
    return [
      ...elements.map(element => `element: ${element.outerHTML.slice(0, 300)}`),
      ...addresses.map(address => `address: ${address}`),
      ...opened.map(
        element => `without noopener: ${element.outerHTML.slice(0, 300)}`,
      ),
    ];
  }, hosts);
}
