export { type Approval, type ApproveItemsParameters, approveItems } from "./approveItems.ts";
export { type CancelAllOrdersReturnType, cancelAllOrders } from "./cancelAllOrders.ts";
export {
  type CancelNoncesParameters,
  type CancelNoncesReturnType,
  cancelNonces,
} from "./cancelNonces.ts";
export {
  type CancelOrderParameters,
  type CancelOrderReturnType,
  cancelOrder,
} from "./cancelOrder.ts";
export {
  type CheckOrderParameters,
  checkOrder,
  type OrderCheck,
  type OrderProblem,
} from "./checkOrder.ts";
export { type CreateOrderParameters, createOrder } from "./createOrder.ts";
export { type FillOrderParameters, type FillOrderReturnType, fillOrder } from "./fillOrder.ts";
export { getOrderStatus, type OrderState, type OrderStatus } from "./getOrderStatus.ts";
export { type OpenOrderParameters, type OpenOrderReturnType, openOrder } from "./openOrder.ts";
export {
  type RefundOrderParameters,
  type RefundOrderReturnType,
  refundOrder,
} from "./refundOrder.ts";
export { type SignOrderParameters, signOrder } from "./signOrder.ts";
