import { alert, anySeries, board, promql, row, timeseries } from 'faas-stack';

/** Value of the label `job` of the shop's series. */
export const JOB = 'orders';

const orders = anySeries('shop_orders_total', `job="${JOB}"`);
const failures = anySeries('shop_order_failures_total', `job="${JOB}"`);

/** Alerts of the shop, by name. */
export const ALERTS = {
  ShopOrdersFailing: alert({
    levels: [{ severity: 'warning', for: '10m', threshold: 5 }],
    summary: 'Orders fail',
    description: '{{ $value | humanize }} % of the orders have failed for {for}.',
    expr: ({ threshold }) => promql`100 * sum(rate(${failures}[5m])) / (sum(rate(${orders}[5m])) > 0) > ${threshold}`,
  }),
};

/** The board of the shop. */
export const SHOP_BOARD = board({
  uid: 'shop-orders',
  folder: 'Monitoring',
  title: 'Shop',
  description: 'Orders of the shop.',
  sources: [],
  rows: [
    row(
      'Orders',
      timeseries({
        title: 'Orders',
        description: 'Orders per second, and how many of them fail.',
        unit: 'perSecond',
        queries: { orders: promql`sum(rate(${orders}[5m]))`, failures: promql`sum(rate(${failures}[5m]))` },
      }),
    ),
  ],
});
