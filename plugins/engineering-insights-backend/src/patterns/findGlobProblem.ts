const MOST_CHARACTERS = 200;
const MOST_STARS = 4;
const MOST_CHOICES = 20;

/**
 * Why a glob over paths is refused, as the end of a sentence that begins with
 * its field; undefined where it is not. Groups are read otherwise here than by
 * who knows them from elsewhere, and the database matches globs too, so what one may say is bounded.
 */
export function findGlobProblem(glob: string): string | undefined {
  if (glob.length > MOST_CHARACTERS) {
    return `has a glob of ${glob.length} characters, and one may have ${MOST_CHARACTERS}`;
  }
  // What is escaped stands for itself.
  const bare = glob.replace(/\\./g, '_');
  const refused = (reason: string) => `"${glob}" is refused: ${reason}`;
  if (/[+*?@!]\(/.test(bare)) {
    return refused(
      'a repeated group can run away; name folders and use * and ** alone',
    );
  }
  const stars = bare.match(/\*+/g) ?? [];
  if (stars.length > MOST_STARS) {
    return refused(
      `it has ${stars.length} stars and could run away; one may have ${MOST_STARS}`,
    );
  }
  const braces = bare.match(/\{/g) ?? [];
  if (
    braces.length > 1 ||
    bare.includes('..') ||
    bare.split(',').length > MOST_CHOICES
  ) {
    return refused(
      'a glob may have one pair of braces with 20 choices; write several globs, separated by commas',
    );
  }
  return undefined;
}
