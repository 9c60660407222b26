import type { Person } from './model';
import { createRandom } from './random';

const GIVEN_NAMES = [
  'Amara',
  'Anders',
  'Beatriz',
  'Chidi',
  'Daniela',
  'Elif',
  'Emeka',
  'Farah',
  'Goran',
  'Hana',
  'Ines',
  'Jonas',
  'Keiko',
  'Lars',
  'Leila',
  'Mateo',
  'Mei',
  'Nadia',
  'Noor',
  'Olga',
  'Priya',
  'Rafael',
  'Sanna',
  'Tariq',
  'Uma',
  'Viktor',
  'Wen',
  'Ximena',
  'Yusuf',
  'Zofia',
];
const FAMILY_NAMES = [
  'Adeyemi',
  'Bauer',
  'Castro',
  'Dlamini',
  'Eriksen',
  'Fontaine',
  'Garcia',
  'Haddad',
  'Ito',
  'Jansen',
  'Kowalski',
  'Lindqvist',
  'Moreau',
  'Nguyen',
  'Okafor',
  'Petrov',
  'Quispe',
  'Rossi',
  'Sato',
  'Tanaka',
  'Usman',
  'Vargas',
  'Weber',
  'Xu',
  'Yilmaz',
  'Zhang',
];
const ZONES = [
  'Europe/Berlin',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Warsaw',
  'Africa/Lagos',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kolkata',
];
const JOB_TITLES = [
  'Engineering lead',
  'Senior engineer',
  'Senior engineer',
  'Engineer',
  'Engineer',
];
const TEAM_SIZE = 5;
const FIRST_ACCOUNT_ID = 1001;

/** Five people a team, with their habits and time zones. */
export function createPeople(options: {
  seed: string;
  teams: readonly string[];
}): Person[] {
  const random = createRandom(options.seed, 'people');
  const logins = new Set<string>();
  const people: Person[] = [];
  for (const team of options.teams) {
    const homeZone = random.pick(ZONES);
    for (let seat = 0; seat < TEAM_SIZE; seat++) {
      const given = random.pick(GIVEN_NAMES);
      const family = random.pick(FAMILY_NAMES);
      const plain = `${given}-${family}`.toLowerCase();
      let login = plain;
      for (let copy = 2; logins.has(login); copy++) login = `${plain}-${copy}`;
      logins.add(login);
      const startHour = random.integer(8, 10);
      people.push({
        id: FIRST_ACCOUNT_ID + people.length,
        login,
        type: 'User',
        name: `${given} ${family}`,
        email: `${login}@acme.example`,
        team,
        jobTitle: JOB_TITLES[seat],
        zone: random.chance(0.7) ? homeZone : random.pick(ZONES),
        startHour,
        endHour: startHour + 8,
        pace: random.around(1, 0.25),
        thoroughness: 0.25 + 0.5 * random.next(),
      });
    }
  }
  return people;
}
