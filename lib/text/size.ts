/** An amount of memory or storage, whatever notation it was written in. */
export class Size {
  /** @param bytes - the amount in bytes. */
  public static bytes(bytes: number): Size {
    return new Size(bytes);
  }

  private constructor(public readonly bytes: number) {}

  /** The amount in MiB, with a fraction. */
  public get mebibytes(): number {
    return this.bytes / 2 ** 20;
  }

  /** The amount in GiB, with a fraction. */
  public get gibibytes(): number {
    return this.bytes / 2 ** 30;
  }

  /** A multiple, or a share, of the amount. */
  public times(factor: number): Size {
    return new Size(this.bytes * factor);
  }
}
