import CircleAlert from 'lucide-react/icons/circle-alert';
import FileInput from 'lucide-react/icons/file-input';
import FlaskConical from 'lucide-react/icons/flask-conical';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';
import './banner.css';

const shapes = { gone: CircleAlert, soon: TriangleAlert, ask: FlaskConical, news: FileInput } as const;

export interface BannerProps {
  readonly tone: keyof typeof shapes;
  readonly title: string;
  readonly more?: ReactNode;
  readonly actions?: ReactNode;
}

export function Banner({ tone, title, more, actions }: BannerProps) {
  const Shape = shapes[tone];
  return (
    <div className={`banner ${tone}`}>
      <Shape size={15} aria-hidden="true" />
      <div className="banner-words">
        <span className="banner-title">{title}</span> <span className="banner-more">{more}</span>
      </div>
      {actions !== undefined && <div className="banner-actions">{actions}</div>}
    </div>
  );
}
