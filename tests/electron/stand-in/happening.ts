/** The first argument of Electron's events. */
export class Happening {
  isPrevented = false;
  readonly preventDefault = (): void => {
    this.isPrevented = true;
  };
}
