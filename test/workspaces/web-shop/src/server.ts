import express from 'express';
import { withCheckoutLock } from './checkout/checkoutLock.js';
import { product } from './catalog/catalog.js';
import { isPaid, recordPayment } from './ledger/ledger.js';
import { findOrder, saveOrder, type Order } from './orders/orderStore.js';
import { startSession, userOf } from './sessions/sessionStore.js';
import { sell } from './stock/stock.js';

const app = express();
app.use(express.json());

app.post('/login', async (request, response) => {
  response.json({ session: await startSession(request.body.user) });
});

app.get('/products/:sku', async (request, response) => {
  response.json(await product(request.params.sku));
});

app.post('/checkout', async (request, response) => {
  const user = await userOf(request.get('session') ?? '');
  if (!user) return response.sendStatus(401);
  const order = request.body as Order;
  const done = await withCheckoutLock(order.id, async () => {
    if (await isPaid(user, order.id)) return true;
    for (const line of order.lines) await sell(line.sku, line.quantity);
    await saveOrder(order);
    await recordPayment(user, order.id, order.total);
    return true;
  });
  return response.sendStatus(done ? 201 : 409);
});

app.get('/orders/:id', async (request, response) => {
  response.json(await findOrder(request.params.id));
});

app.listen(8080);
