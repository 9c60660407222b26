const key = 'demo-sign-in';

/** Whom this browser tab signed in as, so that reloading a page does not sign out. */
export const rememberedPerson = {
  get: () => window.sessionStorage.getItem(key) ?? undefined,
  set: (userEntityRef: string) =>
    window.sessionStorage.setItem(key, userEntityRef),
  clear: () => window.sessionStorage.removeItem(key),
};
