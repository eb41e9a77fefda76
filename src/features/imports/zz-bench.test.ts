import { it } from 'vitest';
import { make, run } from '/tmp/csvcfg/bench-core.ts';
const now = async () => { await new Promise((r) => setTimeout(r, 1)); return performance.now(); };
it('bench', async () => { for (const q of [true, false]) { const b = make(100_000, q); for (let i = 0; i < 3; i++) await run(`workerd ${q ? 'quoted' : 'plain'}`, b, 100_000, now); } });
