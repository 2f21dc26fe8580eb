import CircleAlert from 'lucide-react/icons/circle-alert';
import FlaskConical from 'lucide-react/icons/flask-conical';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';
import './banner.css';

export interface BannerProps {
  readonly tone: 'gone' | 'soon' | 'ask';
  readonly title: string;
  readonly more?: ReactNode;
  readonly actions?: ReactNode;
}

export function Banner({ tone, title, more, actions }: BannerProps) {
  const Shape = tone === 'gone' ? CircleAlert : tone === 'soon' ? TriangleAlert : FlaskConical;
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
