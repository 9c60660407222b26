import { Link } from '@backstage/core-components';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';

/** The host of an address: where a link leads. */
function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}

/** A link to the record at its source. */
export function SourceLink({ url }: { readonly url: string }) {
  const { t } = useFormats();
  const host = hostOf(url);
  if (!host) return null;
  return (
    <Link to={url} title={t('kit.openAtSource')}>
      {host}
    </Link>
  );
}
