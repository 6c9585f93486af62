export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-grid h-5 min-w-5 place-items-center rounded-sm border border-n7 px-1 font-mono text-meta text-n11">
      {children}
    </kbd>
  );
}
