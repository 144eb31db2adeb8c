/** marked-terminal brings no types of its own. */
declare module "marked-terminal" {
  export function markedTerminal(style: object): import("marked").MarkedExtension;
}
