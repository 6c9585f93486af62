import Link from "next/link";
import { Button, buttonClass } from "./button.tsx";

interface Props {
  pending: boolean;
  save: string;
  cancel: string;
  /** Where who cancels goes; null where there is nothing to leave. */
  href: string | null;
  /** What else is done then. */
  onCancel?: () => void;
}

/** What a form on a page of its own ends with. */
export function FormButtons({ pending, save, cancel, href, onCancel }: Props) {
  return (
    <div className="flex gap-2">
      <Button look="primary" type="submit" aria-disabled={pending} className="max-md:h-10">
        {save}
      </Button>
      {href !== null && (
        <Link href={href} onClick={() => onCancel?.()} className={buttonClass("quiet", "max-md:h-10")}>
          {cancel}
        </Link>
      )}
    </div>
  );
}
