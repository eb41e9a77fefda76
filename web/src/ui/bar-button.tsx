import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './button.tsx';

interface BarButtonProps extends Omit<ButtonProps, 'children' | 'title' | 'size' | 'icon'> {
  label: string;
  icon: ReactNode;
}

/** A button of a bar that is a container: where that is too narrow for all their words, icons stand for them. */
export const BarButton = ({ label, ...rest }: BarButtonProps) => (
  <Button title={label} className="@max-[1080px]:px-2!" {...rest}>
    <span className="@max-[1080px]:sr-only">{label}</span>
  </Button>
);
