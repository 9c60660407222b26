import { Link } from '@backstage/core-components';
import type { PolicyOrigin } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';

/** The last part of an address, which is the name of the file. */
function fileName(location: string): string {
  const { pathname, host } = new URL(location);
  return pathname.split('/').filter(Boolean).at(-1) ?? host;
}

/** Who set a policy: annotations, with a link to their file, or the configuration. */
export function OriginText({ origin }: { readonly origin: PolicyOrigin }) {
  const { t } = useFormats();
  const { setBy, location } = origin;
  if (setBy === 'configuration') return <>{t('policies.by.configuration')}</>;
  return location && URL.canParse(location) ? (
    <>
      {t('policies.by.annotationAt')}{' '}
      <Link to={location}>{fileName(location)}</Link>
    </>
  ) : (
    <>{t('policies.by.annotation')}</>
  );
}
