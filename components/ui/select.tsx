"use client";
import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { pageNonce } from "./nonce.ts";

interface Props<Value extends string> {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode }[];
  id?: string;
  "aria-describedby"?: string | undefined;
}

export function Select<Value extends string>({ value, onChange, options, ...trigger }: Props<Value>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as Value)}>
      <Radix.Trigger
        {...trigger}
        className="flex h-10 w-full items-center justify-between gap-2 rounded-md border border-n8 bg-n1 px-3 text-field md:h-8 md:text-body focus-visible:outline-offset-0"
      >
        <Radix.Value />
        <ChevronDown aria-hidden className="size-4 text-n10" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 min-w-(--radix-select-trigger-width) animate-appear rounded-lg bg-n1 p-1 shadow-float"
        >
          <Radix.Viewport nonce={pageNonce()}>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                className="flex h-8 cursor-default items-center justify-between gap-4 rounded-md px-2 outline-none data-highlighted:bg-n4"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator>
                  <Check aria-hidden className="size-4 text-accent" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
