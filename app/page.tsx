import { Landing } from '@/components/auth/landing';

export default function StartPage() {
  return <Landing />;
}
