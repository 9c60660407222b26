import { useLocation } from 'react-router-dom';

/** What stands behind the path of the page at the moment, for a test to read. */
export function Address() {
  const { search } = useLocation();
  return <output data-testid="address">{decodeURIComponent(search)}</output>;
}
