import { useEffect, useState } from 'react';

/** True once a condition has held for some time. */
export function useDelayed(condition: boolean, delayMs: number): boolean {
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    if (!condition) {
      setIsDue(false);
      return undefined;
    }
    const timer = setTimeout(() => setIsDue(true), delayMs);
    return () => clearTimeout(timer);
  }, [condition, delayMs]);
  return isDue;
}
