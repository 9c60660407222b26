/**
 * Goes to another page as a click on a link does, without loading the app anew.
 * Returns the milliseconds until its content is there: its texts, and where it is
 * to be whole nothing that still loads.
 */
export async function goInApp(page, view) {
  return page.evaluate(({ path, texts, isWhole }) => {
    const isThere = () => {
      const main = document.querySelector('main');
      const text = main?.textContent ?? '';
      return (
        texts.every(each => text.includes(each)) &&
        !(isWhole && main.querySelector('[class*="MuiSkeleton-root"]'))
      );
    };
    const startedAt = performance.now();
    window.history.pushState({}, '', path);
    window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
    return new Promise((resolve, reject) => {
      const look = () => {
        const time = performance.now() - startedAt;
        if (isThere()) resolve(time);
        else if (time > 60_000)
          reject(new Error(`${path} does not show ${texts.join(', ')}.`));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  }, view);
}
