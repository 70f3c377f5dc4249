/** The hub's clock, carried on by this PC's own, so that a wrong clock here makes no shelter silent. */
export function hubClock(said: () => { now: number; fetchedAt: number } | null): { readonly now: number } {
  let ticked = $state(Date.now());
  $effect(() => {
    const tick = setInterval(() => (ticked = Date.now()), 15_000);
    return () => clearInterval(tick);
  });
  return {
    get now() {
      const last = said();
      return last ? last.now + Math.max(0, ticked - last.fetchedAt) : ticked;
    },
  };
}
