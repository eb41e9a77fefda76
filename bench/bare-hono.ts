/** The least that a Worker with this router can be: what the product's own figures are held against. */
import { Hono } from 'hono';

type Bindings = { SQL_URL: string; DATABASE_URL: string };

const app = new Hono<{ Bindings: Bindings }>();

app.get('/hello/:id', (c) => c.json({ id: c.req.param('id') }));

/** The least that a database trip can be: one statement over HTTP without a driver, its answer parsed. */
app.get('/trip', async (c) => {
  const response = await fetch(c.env.SQL_URL, {
    method: 'POST',
    headers: { 'neon-connection-string': c.env.DATABASE_URL, 'neon-raw-text-output': 'true' },
    body: '{"query":"select 1 as one","params":[]}',
  });
  return c.json(await response.json());
});

export default app;
