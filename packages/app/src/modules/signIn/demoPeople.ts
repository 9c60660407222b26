import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** One of the people that the sign-in page of the demo offers. */
export interface DemoPerson {
  userEntityRef: string;
  name: string;
  role: string;
  sees: string;
}

export function readDemoPeople(config: ConfigApi): DemoPerson[] {
  return config.getConfigArray('auth.providers.demo.people').map(person => ({
    userEntityRef: person.getString('userEntityRef'),
    name: person.getString('name'),
    role: person.getString('role'),
    sees: person.getString('sees'),
  }));
}
