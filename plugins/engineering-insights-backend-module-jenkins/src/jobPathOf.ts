/** Where a job is below the address of Jenkins: `/job/shop/job/payments`; nothing for Jenkins itself. */
export function jobPathOf(fullName: string): string {
  return namesOf(fullName)
    .map(name => `/job/${encodeURIComponent(name)}`)
    .join('');
}

/** The names of the folders of a job, and its own. */
export function namesOf(fullName: string): string[] {
  return fullName.split('/').filter(name => name !== '');
}
