/** The least that a Worker with this router can be: what the product's own figures are held against. */
import { Hono } from 'hono';

const app = new Hono();
app.get('/api/v1/jobs/:id', (c) => c.json({ id: c.req.param('id') }));

export default app;
